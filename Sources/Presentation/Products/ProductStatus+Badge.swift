import Catalog
import Kernel
import Web

extension ProductStatus {
  /// What vendors call the state.
  package var title: Words {
    switch self {
    case .draft: "Draft"
    case .active: "For sale"
    case .archived: "Archived"
    }
  }

  /// How the state is coloured.
  package var tone: Tone {
    switch self {
    case .draft: .warning
    case .active: .success
    case .archived: .neutral
    }
  }

  /// The state as a small label.
  package var badge: HTML { Badge.show(title, tone) }
}

extension ProductHiding {
  /// That a product is hidden, as a small label beside its state; `reader` knows whose turn it is.
  package func badge(for reader: Reader) -> HTML {
    guard isAnswered else { return Badge.show("Hidden", .danger) }
    return reader == .marketplace ? Badge.show("Answered", .info) : Badge.show("Hidden, answered", .danger)
  }
}
