import Web

/// One's picture, name, telephone number and mails.
enum ProfileRoutes {
  static func routes(_ storefront: Storefront) -> [Route] {
    [
      .page(.get, "/account", .signedIn) { request in try await storefront.showProfile(request) },
      .page(.post, "/account", .signedIn) { request in try await storefront.editProfile(request) },
      .page(
        .post, "/account/picture", .signedIn, limit: .upload, maximumBodyBytes: EntryForm.maximumPictureBytes
      ) { request in try await storefront.setPicture(request) },
      .page(.post, "/account/picture/remove", .signedIn) { request in
        try await storefront.removePicture(request)
      },
      .page(.post, "/account/mails", .signedIn) { request in try await storefront.chooseMails(request) },
    ]
  }
}
