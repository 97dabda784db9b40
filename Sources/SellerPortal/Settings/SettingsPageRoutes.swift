import Web

enum SettingsPageRoutes {
  static func routes(_ portal: SellerPortal) -> [Route] {
    shop(portal) + pictures(portal) + reaching(portal) + domain(portal)
  }

  private static func shop(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/settings", .shop(.settings)) { request in
        .html(try await portal.shopSettingsPage(request, nil).html(request))
      },
      .page(.post, "/sell/{shop}/settings", .shop(.settings)) { request in
        try await portal.editShop(request)
      },
      .page(.get, "/sell/{shop}/settings/languages/{language}", .shop(.settings)) { request in
        .html(try await portal.shopTextsPage(request, nil).html(request))
      },
      .page(.post, "/sell/{shop}/settings/languages/{language}", .shop(.settings)) { request in
        try await portal.editShopTexts(request)
      },
      .page(.post, "/sell/{shop}/settings/close", .shop(.ownership)) { request in
        try await portal.closeShop(request)
      },
    ]
  }

  private static func pictures(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/settings/pictures", .shop(.settings)) { request in
        .html(try await portal.shopPicturesPage(request, refused: nil).html(request))
      },
      .page(
        .post, "/sell/{shop}/settings/pictures/{picture}", .shop(.settings), limit: .upload
      ) { request in try await portal.setShopPicture(request) },
      .page(.post, "/sell/{shop}/settings/pictures/{picture}/remove", .shop(.settings)) { request in
        try await portal.removeShopPicture(request)
      },
    ]
  }

  private static func reaching(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/settings/contact", .shop(.settings)) { request in
        .html(try await portal.contactPage(request, nil).html(request))
      },
      .page(.post, "/sell/{shop}/settings/contact", .shop(.settings)) { request in
        try await portal.editContact(request)
      },
      .page(.get, "/sell/{shop}/settings/delivery", .shop(.settings)) { request in
        .html(try await portal.deliveryPage(request).html(request))
      },
      .page(.post, "/sell/{shop}/settings/delivery", .shop(.settings)) { request in
        try await portal.editDelivery(request)
      },
      .page(.get, "/sell/{shop}/settings/mails", .shop(.settings)) { request in
        .html(try await portal.mailsPage(request, nil).html(request))
      },
      .page(.post, "/sell/{shop}/settings/mails", .shop(.settings)) { request in
        try await portal.editMails(request)
      },
    ]
  }

  private static func domain(_ portal: SellerPortal) -> [Route] {
    [
      .page(.get, "/sell/{shop}/settings/domain", .shop(.settings)) { request in
        .html(try await portal.domainPage(request, nil).html(request))
      },
      .page(.post, "/sell/{shop}/settings/domain", .shop(.settings)) { request in
        try await portal.claimDomain(request)
      },
      .page(.post, "/sell/{shop}/settings/domain/verify", .shop(.settings)) { request in
        try await portal.verifyDomain(request)
      },
      .page(.post, "/sell/{shop}/settings/domain/remove", .shop(.settings)) { request in
        try await portal.removeDomain(request)
      },
    ]
  }
}
