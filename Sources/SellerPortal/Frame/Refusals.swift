import Kernel
import Web

extension Problem {
  /// The status of a page that shows a refused form again.
  var pageStatus: HTTPStatus { HTTPStatus(code: kind.status) }
}

extension Words {
  /// Facts beside each other, as "3 variants · LS-S"; `nil` where there are none.
  static func beside(_ facts: [Words]) -> Words? {
    guard let first = facts.first else { return nil }
    return facts.dropFirst().reduce(first) { "\($0) · \($1)" }
  }
}

/// Text that people wrote: set in the direction of its own script.
func written(_ text: String) -> HTML { "<span dir=\"auto\">\(text)</span>" }
