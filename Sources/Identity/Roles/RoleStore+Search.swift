import Kernel
import Persistence

/// Sorts behind every character that a name or an address can hold.
private let lastCharacter = "\u{10FFFF}"

extension RoleStore {
  /// People whose address, name or last word of the name begins like this, each by an index; or who has this
  /// identifier.
  static func matches(_ text: String, _ engine: Engine) -> SQL {
    if let id = AccountID(text) { return "id = \(id)" }
    var parts = [begins(email(engine), text.lowercased())]
    for variant in variants(text, engine) {
      parts.append(begins(name(engine), variant))
      parts.append(begins(surname(engine), variant))
    }
    return "id IN (\(fragment: .join(parts, " UNION ")))"
  }

  private static func begins(_ column: SQL, _ text: String) -> SQL {
    """
    SELECT id FROM accounts
    WHERE \(fragment: column) >= \(text) AND \(fragment: column) < \(text + lastCharacter)
    """
  }

  // As the indexes of migration 0095 have them.
  private static func email(_ engine: Engine) -> SQL {
    engine == .postgres ? "email COLLATE \"C\"" : "email"
  }

  private static func name(_ engine: Engine) -> SQL {
    engine == .postgres ? "LOWER(name) COLLATE \"C\"" : "LOWER(name)"
  }

  private static func surname(_ engine: Engine) -> SQL {
    engine == .postgres
      ? "LOWER(SUBSTRING(name FROM '[^ ]*$')) COLLATE \"C\""
      : "LOWER(REPLACE(name, RTRIM(name, REPLACE(name, ' ', '')), ''))"
  }

  /// The text as names begin with it in the index. SQLite lowers the letters of ASCII only, so that "grete ärz"
  /// stands for "Grete Ärzte" as well.
  private static func variants(_ text: String, _ engine: Engine) -> [String] {
    let lowered = text.lowercased()
    guard engine == .sqlite else { return [lowered] }
    let words = lowered.split(separator: " ", omittingEmptySubsequences: false)
    let capital = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    let asStored = String(capital.map { $0.isASCII ? Character($0.lowercased()) : $0 })
    return asStored == lowered ? [lowered] : [lowered, asStored]
  }
}
