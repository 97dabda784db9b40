import HTTPTypes
import Kernel

/// What a person chose about being counted by analytics. It travels in a cookie, and with an account it is
/// stored there, too.
package struct Consent: Hashable, Sendable {
  /// Its name does not begin like Souk's other cookies: a page is the same for everybody who has chosen.
  package static let cookieName = "consent"
  /// Raised when what is asked for changes; everybody is asked again then.
  package static let currentVersion = 1
  private static let lifetimeSeconds = 180 * 24 * 60 * 60
  /// When one can have been made, in milliseconds: until the year 9999. A cookie says what somebody wrote into it, and of
  /// what is further away no day can be told.
  private static let moments: ClosedRange<Int64> = 0...253_402_300_799_999

  /// Whether analytics may count the person.
  package let analytics: Bool
  package let version: Int
  package let at: Timestamp

  /// A choice made at `at`, about the present version unless told otherwise.
  package init(analytics: Bool, version: Int = Consent.currentVersion, at: Timestamp) {
    self.analytics = analytics
    self.version = version
    self.at = at
  }

  /// Reads `granted.1.1760000000000`; `nil` for anything else.
  init?(cookieValue: String) {
    let parts = cookieValue.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "granted" || parts[0] == "declined", let version = Int(parts[1]),
      let moment = Int64(parts[2]), Consent.moments.contains(moment)
    else { return nil }
    self.init(analytics: parts[0] == "granted", version: version, at: Timestamp(milliseconds: moment))
  }

  /// The choice as a cookie for half a year.
  package var cookie: Cookie {
    Cookie(
      Consent.cookieName, "\(analytics ? "granted" : "declined").\(version).\(at.milliseconds)",
      maximumAgeSeconds: Consent.lifetimeSeconds)
  }

  /// Whether the choice is about what is asked for now.
  package var isCurrent: Bool { version == Consent.currentVersion }
}

extension HTTPFields {
  /// The choice in the cookie, if there is one.
  fileprivate var consent: Consent? {
    for line in self[values: .cookie] {
      if let value = Cookie.value(of: Consent.cookieName, in: line) { return Consent(cookieValue: value) }
    }
    return nil
  }

  /// Whether the browser itself says no for its owner: Global Privacy Control, or Do Not Track.
  fileprivate var refusesTracking: Bool { self[.secGPC] == "1" || self[.doNotTrack] == "1" }
}

extension Request {
  /// What the person chose, if it is about what is asked for now.
  package var consent: Consent? { headers.consent.flatMap { $0.isCurrent ? $0 : nil } }

  /// Whether the browser says no by itself (Global Privacy Control, Do Not Track).
  package var refusesTracking: Bool { headers.refusesTracking }

  /// Whether the page has to ask.
  package var asksConsent: Bool { !headers.refusesTracking && consent == nil }
}

extension IncomingRequest {
  /// Whether the page has to ask for consent: a page for visitors comes in these two forms.
  var asksConsent: Bool {
    if headers.refusesTracking { return false }
    return headers.consent.map { !$0.isCurrent } ?? true
  }
}

extension HTTPField.Name {
  fileprivate static let secGPC = HTTPField.Name("Sec-GPC") ?? .location
  fileprivate static let doNotTrack = HTTPField.Name("DNT") ?? .location
}
