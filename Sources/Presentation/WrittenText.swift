import Kernel
import Web

/// Text that people wrote: set in the direction of its own script.
package func written(_ text: String) -> HTML { "<span dir=\"auto\">\(text)</span>" }

/// A code that people gave to goods, as a SKU: in a table it has room for one line.
package func coded(_ text: String) -> HTML { "<span class=\"code-cell\" dir=\"auto\">\(text)</span>" }

extension Words {
  /// Facts beside each other, as "3 variants · LS-S"; `nil` where there are none.
  package static func beside(_ facts: [Words]) -> Words? {
    guard let first = facts.first else { return nil }
    return facts.dropFirst().reduce(first) { "\($0) · \($1)" }
  }
}
