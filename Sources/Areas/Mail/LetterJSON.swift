import Kernel
import Web

/// Room for the JSON of most letters, in bytes.
private let usualBytes = 4_096

// Letters as their coding writes and reads them, many times faster: a letter is a hundred small objects, and an order
// leads to several letters.
extension Letter {
  /// The letter as JSON.
  var json: String {
    var writer = JSONWriter(capacity: usualBytes)
    write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  func write(to writer: inout JSONWriter) {
    writer.raw("{")
    var isFirst = true
    writer.member("about", about?.description, &isFirst) { $0.string($1) }
    writer.member("action", action, &isFirst) { $0.write($1) }
    writer.member("code", code, &isFirst) { $0.string($1) }
    writer.member("language", language, &isFirst) { $0.string($1) }
    writer.member("paragraphs", paragraphs, &isFirst) { writer, all in writer.list(all) { $0.write($1) } }
    writer.member("parts", parts, &isFirst) { writer, all in writer.list(all) { $0.write($1) } }
    writer.member("secrets", secrets?.rawValue, &isFirst) { $0.string($1) }
    writer.member("subject", subject, &isFirst) { $0.write($1) }
    writer.member("title", title, &isFirst) { $0.write($1) }
    writer.member("to", to, &isFirst) { $0.string($1) }
    writer.member("toName", toName, &isFirst) { $0.string($1) }
    writer.raw("}")
  }
}

extension JSONWriter {
  fileprivate mutating func member<T>(
    _ name: StaticString, _ value: T?, _ isFirst: inout Bool, _ write: (inout JSONWriter, T) -> Void
  ) {
    guard let value else { return }
    separate(&isFirst)
    raw("\"")
    raw(name)
    raw("\":")
    write(&self, value)
  }

  fileprivate mutating func list<T>(_ values: [T], _ write: (inout JSONWriter, T) -> Void) {
    raw("[")
    var isFirst = true
    for value in values {
      separate(&isFirst)
      write(&self, value)
    }
    raw("]")
  }

  fileprivate mutating func write(_ action: Letter.Action) {
    raw("{")
    var isFirst = true
    member("label", action.label, &isFirst) { $0.write($1) }
    member("url", action.url, &isFirst) { $0.string($1) }
    raw("}")
  }

  fileprivate mutating func write(_ part: Letter.Part) {
    raw("{")
    var isFirst = true
    member("action", part.action, &isFirst) { $0.write($1) }
    member("lines", part.lines, &isFirst) { writer, all in writer.list(all) { $0.write($1) } }
    member("title", part.title, &isFirst) { $0.write($1) }
    raw("}")
  }

  fileprivate mutating func write(_ line: Letter.Line) {
    raw("{")
    var isFirst = true
    member("amount", line.amount, &isFirst) { $0.write($1) }
    member("picture", line.picture, &isFirst) { $0.string($1) }
    member("text", line.text, &isFirst) { $0.write($1) }
    raw("}")
  }

  fileprivate mutating func write(_ words: Words) {
    raw("{")
    var isFirst = true
    let arguments = words.arguments.isEmpty ? nil : words.arguments
    member("a", arguments, &isFirst) { writer, all in writer.list(all) { $0.write($1) } }
    member("i", words.meaning, &isFirst) { $0.string($1) }
    member("p", words.plural, &isFirst) { $0.string($1) }
    member("w", words.key, &isFirst) { $0.string($1) }
    raw("}")
  }

  private mutating func write(_ argument: WordsArgument) {
    raw("{")
    var isFirst = true
    switch argument {
    case .text(let text): member("t", text, &isFirst) { $0.string($1) }
    case .words(let words): member("w", words, &isFirst) { $0.write($1) }
    case .number(let number): member("n", number, &isFirst) { $0.integer($1) }
    case .count(let number): member("c", number, &isFirst) { $0.integer($1) }
    case .money(let money):
      member("m", money.amount, &isFirst) { $0.integer($1) }
      member("u", money.currency.code, &isFirst) { $0.string($1) }
    case .total(let total):
      member("t", "\(total.decimal) \(total.currency.code)", &isFirst) { $0.string($1) }
    case .day(let moment): member("d", moment.milliseconds, &isFirst) { $0.integer($1) }
    case .moment(let moment): member("s", moment.milliseconds, &isFirst) { $0.integer($1) }
    case .country(let code): member("l", code, &isFirst) { $0.string($1) }
    case .list(let all): member("a", all, &isFirst) { writer, all in writer.list(all) { $0.write($1) } }
    case .lines(let all): member("b", all, &isFirst) { writer, all in writer.list(all) { $0.write($1) } }
    case .sentences(let all): member("e", all, &isFirst) { writer, all in writer.list(all) { $0.write($1) } }
    case .part(let number): member("h", Int64(number), &isFirst) { $0.integer($1) }
    }
    raw("}")
  }
}
