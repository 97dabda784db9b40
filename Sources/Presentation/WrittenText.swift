import Kernel
import Web

/// Text that people wrote: set in the direction of its own script.
package func written(_ text: String) -> HTML { "<span dir=\"auto\">\(text)</span>" }

extension Words {
  /// Facts beside each other, as "3 variants · LS-S"; `nil` where there are none.
  package static func beside(_ facts: [Words]) -> Words? {
    guard let first = facts.first else { return nil }
    return facts.dropFirst().reduce(first) { "\($0) · \($1)" }
  }
}
