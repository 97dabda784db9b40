import Gateways

/// Where the area's files go, and what makes and carries them.
package struct IdentityFiles: Sendable {
  /// Files that browsers may get: people's pictures.
  package let media: any ObjectStore
  /// Files that no address leads to; what lies there is sealed.
  package let secret: any ObjectStore
  package let images: ImageCodec
  /// Asked to forget mails when somebody's data is erased.
  package let mails: any MailTransport

  /// Files in these stores.
  package init(
    media: any ObjectStore, secret: any ObjectStore, images: ImageCodec, mails: any MailTransport
  ) {
    self.media = media
    self.secret = secret
    self.images = images
    self.mails = mails
  }
}
