/// Which form of a sentence a number asks for: the C expression of a PO file's `Plural-Forms`
/// (https://www.gnu.org/software/gettext/manual/html_node/Plural-forms.html).
struct PluralRule: Sendable {
  private indirect enum Expression: Sendable {
    case number(UInt64)
    case variable
    case binary(Operator, Expression, Expression)
    case choice(Expression, Expression, Expression)
    case negation(Expression)
  }

  private enum Operator: String, Sendable {
    case or = "||"
    case and = "&&"
    case equal = "=="
    case unequal = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
  }

  private let expression: Expression

  /// One for 1, another for everything else.
  static let english = PluralRule(
    expression: .choice(.binary(.equal, .variable, .number(1)), .number(0), .number(1)))

  private init(expression: Expression) { self.expression = expression }

  /// The rule of an expression in C's grammar; `nil` when it can't be read.
  init?(_ text: String) {
    var parser = Parser(text)
    guard let expression = parser.choice(), parser.isAtEnd else { return nil }
    self.expression = expression
  }

  /// The index of the form for a number.
  func form(_ number: UInt64) -> Int { Int(clamping: PluralRule.value(expression, number)) }

  private static func value(_ expression: Expression, _ number: UInt64) -> UInt64 {
    switch expression {
    case .number(let constant): constant
    case .variable: number
    case .negation(let inner): value(inner, number) == 0 ? 1 : 0
    case .choice(let condition, let first, let second):
      value(value(condition, number) != 0 ? first : second, number)
    case .binary(let sign, let left, let right): apply(sign, value(left, number), value(right, number))
    }
  }

  private static func apply(_ sign: Operator, _ left: UInt64, _ right: UInt64) -> UInt64 {
    switch sign {
    case .or: left != 0 || right != 0 ? 1 : 0
    case .and: left != 0 && right != 0 ? 1 : 0
    case .equal: left == right ? 1 : 0
    case .unequal: left != right ? 1 : 0
    case .lessOrEqual: left <= right ? 1 : 0
    case .greaterOrEqual: left >= right ? 1 : 0
    case .less: left < right ? 1 : 0
    case .greater: left > right ? 1 : 0
    case .add: left &+ right
    case .subtract: left &- right
    case .multiply: left &* right
    case .divide: right == 0 ? 0 : left / right
    case .remainder: right == 0 ? 0 : left % right
    }
  }

  /// Recursive descent over C's precedence.
  private struct Parser {
    private var rest: Substring

    private static let levels: [[Operator]] = [
      [.or], [.and], [.equal, .unequal], [.lessOrEqual, .greaterOrEqual, .less, .greater],
      [.add, .subtract], [.multiply, .divide, .remainder],
    ]
    private static let maximumCharacters = 1000

    init(_ text: String) { rest = text.prefix(Parser.maximumCharacters).filter { !$0.isWhitespace }[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func choice() -> Expression? {
      guard let condition = binary(0) else { return nil }
      guard take("?") else { return condition }
      guard let first = choice(), take(":"), let second = choice() else { return nil }
      return .choice(condition, first, second)
    }

    private mutating func binary(_ level: Int) -> Expression? {
      guard level < Parser.levels.count else { return primary() }
      guard var left = binary(level + 1) else { return nil }
      while let sign = Parser.levels[level].first(where: { rest.hasPrefix($0.rawValue) }) {
        rest = rest.dropFirst(sign.rawValue.count)
        guard let right = binary(level + 1) else { return nil }
        left = .binary(sign, left, right)
      }
      return left
    }

    private mutating func primary() -> Expression? {
      if take("!") { return primary().map { .negation($0) } }
      if take("n") { return .variable }
      if take("(") {
        guard let inner = choice(), take(")") else { return nil }
        return inner
      }
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      guard let number = UInt64(digits) else { return nil }
      rest = rest.dropFirst(digits.count)
      return .number(number)
    }

    private mutating func take(_ text: String) -> Bool {
      guard rest.hasPrefix(text) else { return false }
      rest = rest.dropFirst(text.count)
      return true
    }
  }
}
