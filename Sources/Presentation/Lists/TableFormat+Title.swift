import Areas
import Kernel

extension TableFormat {
  /// What people call a file of this format.
  package var title: Words {
    switch self {
    case .csv: "CSV"
    case .xlsx: "Excel (XLSX)"
    }
  }
}
