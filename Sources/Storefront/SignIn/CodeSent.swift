import Identity
import Kernel
import Web

/// That a code was mailed a moment ago; it travels in the address of the page where the code is typed.
struct CodeSent {
  let email: String?
  /// When it was, for the next address or form.
  let stamp: String
  /// Seconds until another one can be asked for; 0 when it can be at once.
  let secondsLeft: Int

  /// What the page's address says.
  init?(_ request: Request, at now: Timestamp) {
    let stamp = request.query["sent"] ?? request.formValues["sent"]
    guard let sent = stamp.flatMap({ Int64($0) }) else { return nil }
    self.stamp = String(sent)
    email = request.typedEmail
    // An address may say any number, also one that is too far away to be counted with.
    let (age, isTooFar) = (now.milliseconds / 1000).subtractingReportingOverflow(sent)
    let isRecent = !isTooFar && (0..<Identity.codePauseSeconds).contains(age)
    secondsLeft = isRecent ? Int(Identity.codePauseSeconds - age) : 0
  }

  /// What is put into the address.
  static func stamp(_ moment: Timestamp) -> String { String(moment.milliseconds / 1000) }

  /// When the last code was mailed, if another one can be asked for in so many seconds.
  static func last(_ now: Timestamp, retryAfterSeconds seconds: Int?) -> Timestamp {
    now.adding(seconds: Int64(seconds ?? 0) - Identity.codePauseSeconds)
  }

  /// Carries it on, so that a wrong code does not stop the count.
  static func field(_ sent: CodeSent?) -> HTML? { sent.map { Button.hidden("sent", $0.stamp) } }

  /// A button that asks for another code; it waits until that is possible.
  static func resendButton(
    to path: String, fields: [(name: String, value: String)], _ sent: CodeSent?
  ) -> HTML {
    let hidden = fields.map { Button.hidden($0.name, $0.value) }
    let seconds = sent?.secondsLeft ?? 0
    return """
      <form method="post" action="\(path)">\(hidden)<button type="submit" \
      class="button button--secondary button--small"\
      \(attribute: "data-module", seconds > 0 ? "cooldown" : nil)\
      \(attribute: "data-seconds", seconds > 0 ? seconds : nil)>\
      \(Icon.show(.refresh))<span>\(say: "Send another code")</span></button></form>
      """
  }
}
