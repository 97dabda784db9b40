import Kernel
import Web

/// A number of this week beside that of the week before.
struct Change {
  let now: Int128
  let before: Int128

  init(_ now: Int128, _ before: Int128) {
    self.now = now
    self.before = before
  }

  /// "+12% on the week before"; nothing where there is nothing to compare with.
  var text: Words? {
    guard before > 0 else { return now > 0 && before == 0 ? "The week before: none" : nil }
    // After a week that sold for a cent, this can be more per cent than 64 bits hold.
    let ratio = ((Double(now) - Double(before)) / Double(before) * 100).rounded()
    let percent = Int64(exactly: ratio) ?? .max
    if percent == 0 { return "As the week before" }
    return "\(Language.current.formats.signedPercent(percent)) on the week before"
  }

  var tone: Tone {
    guard before > 0, now != before else { return .neutral }
    return now > before ? .success : .danger
  }
}
