import Kernel

/// Why a sign-in with another site's account came to nothing.
package enum OpenIDError: Error, Hashable, Sendable {
  /// There is no such site in the settings.
  case unknownProvider
  /// The way back is unknown, used up, too old, or another browser's.
  case expired
  /// The person or the site said no; the site's word for it.
  case refused(String)
  /// The site can't be reached.
  case unavailable(String)
  /// What the site said can't be believed; why, for the log.
  case notTrusted(String)
  /// The site does not tell an e-mail address.
  case addressMissing
  /// The site does not vouch for the address.
  case addressNotVerified
  /// The account with this address belongs to somebody else at the site.
  case addressTaken
  /// Nobody may open an account with this address any more.
  case addressBarred
  /// The account with this address runs the marketplace, which the site has no say in; only its owner links it.
  case administrator
  /// The site's account is linked with another account here.
  case linkedElsewhere
  /// Another account of the site is linked already.
  case alreadyLinked
  /// Not signed in as who began the linking.
  case otherViewer

  /// What people are told; `label` is the site's name.
  package func sentence(_ label: String) -> Words {
    switch self {
    case .unknownProvider: "You can't log in that way here. Choose another way."
    case .expired: "That took too long, or it began in another browser. Please try once more."
    case .refused("access_denied"): "You stopped at \(label), so you are not logged in. Nothing was changed."
    case .refused: "\(label) did not let you in. Try again, or choose another way."
    case .unavailable: "\(label) does not answer now. Try again soon, or choose another way."
    case .notTrusted: "The answer of \(label) could not be checked, so you are not logged in. Try again."
    case .addressMissing:
      "\(label) did not tell your e-mail address. Allow it there, or sign up with your address here."
    case .addressNotVerified:
      "\(label) has not checked that your e-mail address is yours. Confirm it there first, or sign up here."
    case .addressTaken:
      "Another account of \(label) is linked with this address. Log in with your password and unlink it."
    case .addressBarred:
      "This address belonged to somebody who closed a shop here, so it can't open an account again."
    case .administrator:
      "The account with this address runs the marketplace. Log in with its password and link \(label) there."
    case .linkedElsewhere:
      "This account of \(label) is linked with another account here. Unlink it there first."
    case .alreadyLinked: "Another account of \(label) is linked with yours. Unlink it first."
    case .otherViewer: "You were logged out meanwhile. Log in and try once more."
    }
  }
}
