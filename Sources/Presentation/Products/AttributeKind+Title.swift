import Catalog
import Kernel

extension CategoryAttribute.Kind {
  /// As administrators read it.
  package var title: Words {
    switch self {
    case .text: "Text"
    case .number: Words("Number", meaning: "kind of value")
    case .choice: "One of some values"
    case .yesNo: "Yes or no"
    }
  }
}
