import Kernel
import Presentation
import Vendors
import Web

extension ShopsPage {
  func html(_ request: Request) -> HTML {
    if shops.isEmpty { return welcome(request) }
    let open = Button.link("Open another shop", to: SellerPaths.newShop, icon: .plus)
    return frame.page(
      SellerPaths.shops, request, title: "My shops", lead: nil, actions: open,
      "<div class=\"stack\">\(invitationCards)\(closed.html)\(shops.map(card))</div>\(leaveDialogs)\(declineDialogs)"
    )
  }

  private var invitationCards: [HTML] {
    invitations.map { offer in
      let invitation = offer.invitation.id
      let tasks = PermissionBoxes.text(offer.invitation.permissions)
      return Notice.alert(
        .info, "\(offer.shop.name) would like you to work with them", "You could do this there: \(tasks).",
        actions: """
          <div class="cluster">\
          \(Button.post("Accept", to: SellerPaths.accepting(invitation), kind: .primary, size: .small))\
          \(Button.dialog(
            "No, thank you", opens: offer.decliningDialog, kind: .quiet, size: .small))</div>
          """)
    }
  }

  private var declineDialogs: [HTML] {
    invitations.map { $0.declining(to: SellerPaths.declining($0.invitation.id)) }
  }

  private func card(_ own: OwnShop) -> HTML {
    let path = SellerPaths(own.shop).dashboard
    var facts: [Words] = []
    if !own.place.isOwner {
      facts.append("You may do: \(PermissionBoxes.text(StaffPermissions(own.place.permissions)))")
    }
    if let count = own.productCount {
      facts.append("\(count: count, one: "# product", other: "# products")")
    }
    if let count = own.ordersToSend, count > 0 {
      facts.append("\(count: count, one: "# order to send", other: "# orders to send")")
    }
    let leave: HTML? =
      own.place.isOwner
      ? nil : Button.dialog("Leave …", opens: "leave-\(own.shop.id)", kind: .quiet, size: .small)
    let actions: HTML = """
      \(when: !own.place.isOwner, Badge.show("Staff", .accent))\
      \(own.shop.status.badge(for: .vendor))\(leave)\
      \(Button.link("Manage", to: path, size: .small))
      """
    return Card.shop(
      own.shop.name, path: path, picture: own.picture, facts: Words.beside(facts).map { "\($0)" },
      actions: actions)
  }

  private var leaveDialogs: [HTML] {
    shops.filter { !$0.place.isOwner }.map { own in
      Dialog.confirm(
        id: "leave-\(own.shop.id)", title: "Leave \(own.shop.name)?",
        text: "You can't open anything there any more, until its owner invites you again.", label: "Leave",
        to: SellerPaths.leaving(own.shop.id), keepLabel: "Stay")
    }
  }

  private func welcome(_ request: Request) -> HTML {
    let steps: HTML = """
      \(Timeline.stepper(["Open a shop", "Add your goods", "Get approved", "Sell and be paid"], current: 0))\
      \(Notice.empty(
        .store, "Your first shop on \(frame.siteName)",
        "Tell us what you sell. You can add goods at once; we look at every shop before customers see it.",
        action: Button.link("Open a shop", to: SellerPaths.newShop, kind: .primary, icon: .plus)))
      """
    return frame.page(
      SellerPaths.shops, request, title: "Sell on \(frame.siteName)",
      lead: "Your own shop, your prices, your delivery. Paid out as soon as parcels arrive.",
      "<div class=\"stack stack--loose\">\(invitationCards)\(closed.html)\(steps)</div>\(declineDialogs)")
  }
}
