import Identity
import Kernel
import Web

// MARK: Coming in

extension Paths {
  /// Where one logs in.
  package static let signIn = "/login"

  /// Where one logs in, with the address `email` typed already; one goes on at `next`.
  package static func signIn(next: String, email: String?) -> String {
    ListAddress.make(signIn, [("next", next), ("email", email)])
  }

  /// The second step of a log-in.
  package static let signInCode = "/login/code"

  /// Where a passkey logs in.
  package static let passkeySignIn = "/login/passkey"

  /// What script asks for a log-in with a passkey.
  package static let passkeySignInOptions = "/api/v1/sessions/passkey/options"

  /// Where one logs in with an account of another site.
  package static func providerSignIn(_ provider: String) -> String { "/login/with/\(provider)" }

  /// Where one logs out.
  package static let signOut = "/logout"

  /// Where an account begins.
  package static let signUp = "/signup"

  /// Where an account begins, with the address `email` typed already; one goes on at `next`.
  package static func signUp(next: String, email: String?) -> String {
    ListAddress.make(signUp, [("next", next), ("email", email)])
  }

  /// Where the code from the mail is typed.
  package static let activation = "/activate"

  /// Where another code is asked for.
  package static let activationCode = "/activate/code"

  /// Where a code for a new password is asked for.
  package static let password = "/password"

  /// Where a code sets a new password.
  package static let passwordReset = "/password/reset"
}

// MARK: Profile

extension Paths {
  /// One's profile.
  package static let profile = "/account"

  /// Where one's picture is set.
  package static let picture = "/account/picture"

  /// Where one's picture is removed.
  package static let removePicture = "/account/picture/remove"

  /// Where mails are chosen.
  package static let mails = "/account/mails"

  /// What is kept about one, as text.
  package static let exportAsText = "/account/export"

  /// Where another e-mail address is asked for.
  package static let email = "/account/email"

  /// Where the code of the new address is typed.
  package static let confirmEmail = "/account/email/confirm"

  /// Where the link in the mail to the new address leads.
  package static let emailLink = "/email/confirm"

  /// Where the link in the mail to the old address leads.
  package static let emailUndoLink = "/email/undo"

  /// The shops that one follows.
  package static let follows = "/account/follows"

  /// The address book.
  package static let addresses = "/account/addresses"

  /// Where an address is added.
  package static let newAddress = "/account/addresses/new"

  /// One address.
  package static func address(_ address: AddressID) -> String { "/account/addresses/\(address)" }

  /// Where an address becomes the default one.
  package static func makeDefault(_ address: AddressID) -> String { "/account/addresses/\(address)/default" }

  /// Where an address is removed.
  package static func remove(_ address: AddressID) -> String { "/account/addresses/\(address)/delete" }
}

// MARK: Security

extension Paths {
  /// How one logs in, and where one is logged in.
  package static let security = "/account/security"

  /// Where one shows again who one is.
  package static let presence = "/account/security/confirm"

  /// Where one's own password is changed.
  package static let ownPassword = "/account/password"

  /// Where codes by app are set up.
  package static let secondFactor = "/account/security/codes"

  /// Where codes by app are turned on.
  package static let confirmSecondFactor = "/account/security/codes/confirm"

  /// Where codes by app are turned off.
  package static let removeSecondFactor = "/account/security/codes/remove"

  /// Where new recovery codes are made.
  package static let recoveryCodes = "/account/security/recovery-codes"

  /// Where a passkey is added.
  package static let passkeys = "/account/security/passkeys"

  /// What script asks for a new passkey.
  package static let passkeyOptions = "/api/v1/me/passkeys/options"

  /// One passkey.
  package static func passkey(_ passkey: PasskeyID) -> String { "/account/security/passkeys/\(passkey)" }

  /// Where a passkey is removed.
  package static func remove(_ passkey: PasskeyID) -> String {
    "/account/security/passkeys/\(passkey)/remove"
  }

  /// Where a device is logged out.
  package static func end(_ session: SessionID) -> String { "/account/security/devices/\(session)/end" }

  /// Where all other devices are logged out.
  package static let endOtherDevices = "/account/security/devices/end-others"

  /// Where an account of another site is linked; the proof says that a page of this site asked.
  package static func link(_ provider: String, proof: String?) -> String {
    Parameters().setting("proof", proof).behind("/account/identities/\(provider)/link")
  }

  /// Where an account of another site is unlinked.
  package static func unlink(_ identity: ExternalIdentityID) -> String {
    "/account/identities/\(identity)/unlink"
  }
}

// MARK: Privacy

extension Paths {
  /// One's data.
  package static let privacy = "/account/privacy"

  /// Where a file of one's data is asked for.
  package static let exports = "/account/privacy/exports"

  /// A file of one's data.
  package static func export(_ export: ExportID) -> String { "/account/privacy/exports/\(export)" }

  /// Where an account is closed.
  package static let erasure = "/account/erase"

  /// What one chose about being counted.
  package static let privacyChoices = "/privacy/choices"

  /// Where that is chosen.
  package static let consent = "/privacy/consent"
}

// MARK: Lists

extension Paths {
  /// Keeps a view of a list of the portals.
  package static func listViews(_ list: PortalList) -> String { "/account/lists/\(list.rawValue)/views" }

  /// Forgets a view.
  package static func deleteView(_ view: SavedView) -> String { "\(listViews(view.list))/\(view.id)/delete" }

  /// Keeps which columns of a list somebody sees.
  package static func listColumns(_ list: PortalList) -> String { "/account/lists/\(list.rawValue)/columns" }
}
