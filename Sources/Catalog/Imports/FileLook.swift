import Kernel
import Web

/// What a look through a whole file found out: how it is written, and what its columns are.
struct FileLook: Sendable {
  let dialect: CSVDialect
  let header: FileHeader
  let mapping: FieldMapping

  /// Looks through the file twice, a piece at a time, so that a broken one is refused before anything is written. Throws
  /// `.fileUnreadable`, when `isStrict` also for columns that are not known, and `.invalidInput` for a mapping to no
  /// field.
  init(_ content: Content, _ mapping: FieldMapping, isStrict: Bool) throws {
    var survey = FileSurvey()
    try content.forEachPiece { survey.take($0) }
    dialect = survey.dialect()
    self.mapping = mapping
    do {
      var check = ImportCheck(mapping, isStrict: isStrict)
      try Self.read(content, dialect) { try check.take($0) }
      header = try check.finish()
    } catch let problem as Problem {
      throw Problem(
        .fileUnreadable, problem.detail,
        fields: [FieldError(field: "file", code: "unreadable", message: problem.detail)])
    }
    try header.check(mapping)
  }

  private static func read(
    _ content: Content, _ dialect: CSVDialect, _ pass: (CSVRecord) throws -> Void
  ) throws {
    var decoder = TextDecoder(dialect.encoding)
    var reader = CSVReader(separator: dialect.separator, offset: dialect.leadBytes)
    var lead = dialect.leadBytes
    func take(_ text: [UInt8]) throws {
      let skipped = min(lead, text.count)
      lead -= skipped
      for record in reader.read(text.dropFirst(skipped)) { try pass(record) }
    }
    try content.forEachPiece { try take(decoder.utf8($0)) }
    try take(decoder.finish())
    if let last = reader.finish() { try pass(last) }
  }
}

extension FileHeader {
  /// Throws `.invalidInput` where somebody said that a column is a field that there isn't.
  func check(_ mapping: FieldMapping) throws {
    let known = Set(fields.map(\.name) + [FieldMapping.ignored])
    let wrong = mapping.fields.filter { !known.contains($0.value) }.keys.sorted()
    guard !wrong.isEmpty else { return }
    throw Problem(
      .invalidInput,
      fields: wrong.map { name in
        FieldError(field: "mapping[\(name)]", code: "unknown", message: "There is no field with this name.")
      })
  }
}
