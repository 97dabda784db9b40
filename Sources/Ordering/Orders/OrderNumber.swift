/// The number that people read out, as `S-7F3K9-2QD8X`: 50 random bits, so that nobody guesses another
/// one, in Crockford's base 32, which has no letters that look alike.
enum OrderNumber {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
  private static let groupLength = 5

  static func random() -> String {
    var generator = SystemRandomNumberGenerator()
    var bits: UInt64 = generator.next()
    var text = "S"
    for _ in 0..<2 {
      text += "-"
      for _ in 0..<groupLength {
        text.append(alphabet[Int(bits & 31)])
        bits >>= 5
      }
    }
    return text
  }

  /// A number as people type it: in any case, with or without the letter in front and the dashes, with the letters that
  /// look like digits. `nil` for what is none.
  static func read(_ typed: String) -> String? {
    var letters = typed.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.map { letter in
      lookalikes[letter] ?? letter
    }
    if letters.count == 2 * groupLength + 1, letters[0] == "S" || letters[0] == "5" { letters.removeFirst() }
    guard letters.count == 2 * groupLength, letters.allSatisfy(alphabet.contains) else { return nil }
    return "S-\(String(letters[..<groupLength]))-\(String(letters[groupLength...]))"
  }

  private static let lookalikes: [Character: Character] = ["O": "0", "I": "1", "L": "1"]
}
