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
}
