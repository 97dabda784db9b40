import Kernel

/// What is wrong with the fields of an input, up to as many as help anybody: an answer must not grow with whatever a
/// client makes up.
struct FieldErrors: Sendable {
  static let maximumCount = 50
  private static let maximumNameBytes = 120

  /// The first of them, in the order they were found.
  private(set) var list: [FieldError] = []
  /// How many there are, with those that are not in the list.
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func append(_ error: FieldError) {
    count += 1
    guard list.count < FieldErrors.maximumCount else { return }
    list.append(
      FieldError(field: FieldErrors.shortened(error.field), code: error.code, message: error.message))
  }

  /// Adds those of a part of the input.
  mutating func append(_ others: FieldErrors) {
    for error in others.list { append(error) }
    count += others.count - others.list.count
  }

  func contains(_ field: String) -> Bool {
    let shown = FieldErrors.shortened(field)
    return list.contains { $0.field == shown }
  }

  /// What a problem says about all of them.
  var detail: Words {
    if count == 1, let only = list.first { return only.message }
    if count == list.count { return ProblemKind.invalidInput.title }
    let listed: Words = "There are \(count) of them; the first \(list.count) are listed."
    return Words(sentences: [ProblemKind.invalidInput.title, listed])
  }

  /// A name as it is repeated to the client, cut when it is longer than any that means something.
  static func shortened(_ name: String) -> String {
    guard name.utf8.count > maximumNameBytes else { return name }
    // Taken by scalars, since one character may consist of any number of them.
    var short = String.UnicodeScalarView()
    var bytes = 0
    for scalar in name.unicodeScalars {
      bytes += UTF8.width(scalar)
      if bytes > maximumNameBytes { break }
      short.append(scalar)
    }
    return String(short) + "…"
  }
}
