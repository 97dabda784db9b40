import Kernel

/// A letter in the table that is not as letters are written.
struct StrangeLetter: Error {
  let member: String
}

extension Letter {
  /// Reads what `json` wrote. Throws `StrangeLetter` for anything else.
  init(json: JSONValue) throws {
    to = try json.text("to")
    toName = try json.text("toName")
    subject = try json.words("subject")
    title = try json.words("title")
    guard let paragraphs = try json.list("paragraphs", { try Words(json: $0) }) else {
      throw StrangeLetter(member: "paragraphs")
    }
    self.paragraphs = paragraphs
    parts = try json.list("parts") { try Part(json: $0) }
    code = try json.optionalText("code")
    action = try json["action"].map { try Action(json: $0) }
    about = try json.optionalText("about").map { text in
      guard let id = AccountID(text) else { throw StrangeLetter(member: "about") }
      return id
    }
    language = try json.optionalText("language")
    secrets = try json.optionalText("secrets").map { text in
      guard let secrets = Secrets(rawValue: text) else { throw StrangeLetter(member: "secrets") }
      return secrets
    }
  }
}

extension Letter.Action {
  fileprivate init(json: JSONValue) throws { self.init(try json.words("label"), try json.text("url")) }
}

extension Letter.Part {
  fileprivate init(json: JSONValue) throws {
    self.init(
      try json.words("title"), try json.list("lines") { try Letter.Line(json: $0) } ?? [],
      action: try json["action"].map { try Letter.Action(json: $0) })
  }
}

extension Letter.Line {
  fileprivate init(json: JSONValue) throws {
    self.init(
      try json.words("text"), try json["amount"].map { try Words(json: $0) },
      picture: try json.optionalText("picture"))
  }
}

extension Words {
  fileprivate init(json: JSONValue) throws {
    self.init(
      storedKey: try json.text("w"), plural: try json.optionalText("p"), meaning: try json.optionalText("i"),
      arguments: try json.list("a") { try WordsArgument(json: $0) } ?? [])
  }
}

extension WordsArgument {
  fileprivate init(json: JSONValue) throws {
    guard case .object(let members) = json, let (name, value) = members.first(where: { $0.key != "u" }) else {
      throw StrangeLetter(member: "a")
    }
    switch (name, value) {
    case ("t", .string(let text)): self = .text(text)
    case ("w", _): self = .words(try Words(json: value))
    case ("n", .integer(let number)): self = .number(number)
    case ("c", .integer(let number)): self = .count(number)
    case ("m", .integer(let amount)):
      let code = try json.text("u")
      self = Currency(code).map { .money(Money(amount, $0)) } ?? .text("\(amount) \(code)")
    case ("d", .integer(let milliseconds)): self = .day(Timestamp(milliseconds: milliseconds))
    case ("s", .integer(let milliseconds)): self = .moment(Timestamp(milliseconds: milliseconds))
    case ("l", .string(let code)): self = .country(code)
    case ("a", .array(let all)): self = .list(try all.map { try Words(json: $0) })
    case ("b", .array(let all)): self = .lines(try all.map { try Words(json: $0) })
    case ("e", .array(let all)): self = .sentences(try all.map { try Words(json: $0) })
    case ("h", .integer(let number)): self = .part(Int(number))
    default: throw StrangeLetter(member: name)
    }
  }
}

extension JSONValue {
  fileprivate func text(_ name: String) throws -> String {
    guard case .string(let text)? = self[name] else { throw StrangeLetter(member: name) }
    return text
  }

  fileprivate func optionalText(_ name: String) throws -> String? {
    guard self[name] != nil else { return nil }
    return try text(name)
  }

  fileprivate func words(_ name: String) throws -> Words {
    guard let value = self[name] else { throw StrangeLetter(member: name) }
    return try Words(json: value)
  }

  fileprivate func list<T>(_ name: String, _ read: (JSONValue) throws -> T) throws -> [T]? {
    guard let value = self[name] else { return nil }
    guard case .array(let items) = value else { throw StrangeLetter(member: name) }
    return try items.map(read)
  }
}
