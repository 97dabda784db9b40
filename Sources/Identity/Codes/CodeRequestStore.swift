import Gateways
import Kernel
import Persistence

/// How often a code may be asked for, by purpose and address. It does not matter whether there is such an
/// account, so the answer does not tell. After the first ones of a day there is one in the time that a code is
/// good for: whoever else asks, the newest one in the mailbox still works or another one comes.
enum CodeRequestStore {
  static let pauseSeconds: Int64 = 60
  static let windowSeconds: Int64 = 24 * 60 * 60
  static let freePerWindow = 20
  private static let clockToleranceSeconds: Int64 = 60

  /// Counts a request. Answers with the seconds to wait when it comes too soon, and then does not count it.
  static func take(
    _ purpose: CodePurpose, _ email: EmailAddress, ignoringPause: Bool, _ tx: Transaction
  ) throws -> Int? {
    try take(
      SecureToken.hash("\(purpose.rawValue):\(email.text)"), pauseSeconds: ignoringPause ? -1 : pauseSeconds,
      tx)
  }

  /// The same for codes to an address that somebody wants for their account, whoever it is.
  static func takeForNewAddress(_ email: EmailAddress, _ tx: Transaction) throws -> Int? {
    try take(newAddressSubject(email.text), pauseSeconds: pauseSeconds, tx)
  }

  private static func newAddressSubject(_ email: String) -> [UInt8] {
    SecureToken.hash("new-address:\(email)")
  }

  private static func take(_ subject: [UInt8], pauseSeconds: Int64, _ tx: Transaction) throws -> Int? {
    let pauseEnd = tx.now.adding(seconds: -pauseSeconds)
    let windowEnd = tx.now.adding(seconds: -windowSeconds)
    let lifeEnd = tx.now.adding(seconds: -codeLifetimeSeconds)
    // Later than now, beyond what clocks of nodes differ by: the clock was ahead when it was written.
    let ahead = tx.now.adding(seconds: clockToleranceSeconds)
    let row: NamedValues = [
      "subject_hash": subject, "last_at": tx.now, "window_started_at": tx.now, "requests": 1,
    ]
    let counted = try tx.run(
      """
      INSERT INTO code_requests \(values: row)
      ON CONFLICT (subject_hash) DO UPDATE SET
        last_at = excluded.last_at,
        requests = CASE WHEN code_requests.window_started_at <= \(windowEnd)
            OR code_requests.window_started_at > \(ahead) THEN 1
          ELSE code_requests.requests + 1 END,
        window_started_at = CASE WHEN code_requests.window_started_at <= \(windowEnd)
            OR code_requests.window_started_at > \(ahead)
          THEN excluded.window_started_at ELSE code_requests.window_started_at END
      WHERE code_requests.last_at > \(ahead) OR code_requests.last_at <= \(pauseEnd)
        AND (code_requests.requests < \(freePerWindow) OR code_requests.window_started_at <= \(windowEnd)
          OR code_requests.last_at <= \(lifeEnd))
      """)
    return counted == 1 ? nil : try secondsToWait(subject, tx)
  }

  private static func secondsToWait(_ subject: [UInt8], _ tx: Transaction) throws -> Int {
    let state = try tx.first(
      "SELECT last_at, window_started_at, requests FROM code_requests WHERE subject_hash = \(subject)"
    ) {
      (last: try $0.next(Timestamp.self), window: try $0.next(Timestamp.self), count: try $0.next(Int.self))
    }
    guard let state else { return Int(pauseSeconds) }
    let pauseEnd = state.last.adding(seconds: pauseSeconds)
    let isFull = state.count >= freePerWindow
    let fullEnd = min(
      state.window.adding(seconds: windowSeconds), state.last.adding(seconds: codeLifetimeSeconds))
    let end = isFull ? max(pauseEnd, fullEnd) : pauseEnd
    return max(1, Int((end.milliseconds - tx.now.milliseconds + 999) / 1000))
  }

  /// Forgets that codes were asked for with an address.
  static func forget(_ email: String, _ tx: Transaction) throws {
    let subjects = CodePurpose.allCases.map { SecureToken.hash("\($0.rawValue):\(email)") }
    for subject in subjects + [newAddressSubject(email)] {
      try tx.run("DELETE FROM code_requests WHERE subject_hash = \(subject)")
    }
  }

  static func purge(before moment: Timestamp, limit: Int, _ tx: Transaction) throws -> Int {
    try tx.run(
      """
      DELETE FROM code_requests WHERE subject_hash IN (
        SELECT subject_hash FROM code_requests WHERE last_at < \(moment) LIMIT \(limit))
      """)
  }
}
