import Kernel

/// Sizes as people look for them: from small to large, not by how many there are or by the alphabet.
enum SizeOrder {
  private static let letters = ["XS", "S", "M", "L", "XL"]

  /// Letters first, then numbers, then the rest as it came.
  static func sorted(_ sizes: [FacetCount]) -> [FacetCount] {
    let keys = sizes.map { key(of: $0.label) }
    let order = sizes.indices.sorted { left, right in
      (keys[left].kind, keys[left].size, left) < (keys[right].kind, keys[right].size, right)
    }
    return order.map { sizes[$0] }
  }

  private static func key(of label: String) -> (kind: Int, size: Double) {
    let text = label.trimmed.uppercased()
    if let size = letterSize(text) { return (0, size) }
    if let number = number(in: text) { return (1, number) }
    return (2, 0)
  }

  /// `XXS` is `2XS`, `XXXL` is `3XL`.
  private static func letterSize(_ text: String) -> Double? {
    var text = text
    var count = 1
    if let digit = text.first?.wholeNumberValue, digit > 0, text.dropFirst().first == "X" {
      count = digit
      text.removeFirst()
    } else {
      while text.hasPrefix("XX") {
        count += 1
        text.removeFirst()
      }
    }
    guard let place = letters.firstIndex(of: text) else { return nil }
    // What is more than once extra lies beyond the ends.
    return text == "XS" ? Double(1 - count) : Double(place) + (text == "XL" ? Double(count - 1) : 0)
  }

  /// The first number of a size, as of `EU 38,5` or `32 cm`.
  private static func number(in text: String) -> Double? {
    let digits = text.drop { !$0.isNumber }.prefix { $0.isNumber || $0 == "," || $0 == "." }
    return Double(digits.replacing(",", with: "."))
  }
}
