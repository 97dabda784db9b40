import Catalog
import Kernel

extension DescriptionFormat {
  /// What people call it.
  package var label: Words {
    switch self {
    case .text: "Text or HTML"
    case .markdown: "Markdown"
    }
  }
}
