import Kernel

extension WooColumns {
  /// An attribute as a row has it.
  struct NamedValues {
    let name: String
    let values: [String]
    let isVisible: Bool
  }

  /// The attributes of a row that have a name and a value.
  func attributes(of record: CSVRecord) -> [NamedValues] {
    attributes.compactMap { columns in
      let name = text(at: columns.name, record)
      let values = WooText.list(text(at: columns.values, record))
      guard !name.isEmpty, !values.isEmpty else { return nil }
      return NamedValues(
        name: name, values: values,
        isVisible: columns.isVisible.map { text(at: $0, record) != "0" } ?? true)
    }
  }
}
