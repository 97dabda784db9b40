/// Reads the names and strings of JSON while it comes, and keeps none of it: what a program says about a file can be
/// many times as long as the file. The JSON is taken to be well formed.
struct JSONTokens {
  /// Longer texts are cut; nobody looks for one.
  private static let maximumTextBytes = 128

  /// A text that is no key, or a word as `true`, with where it stands.
  struct Value {
    let text: String
    let isWord: Bool
  }

  /// The keys that lead to what comes next, an empty one for each array.
  private(set) var path: [String] = []
  private var key = ""
  private var text: [UInt8] = []
  private var isInText = false
  private var isEscaped = false
  private var isWord = false
  private var hasText = false

  /// Goes on; calls `foundKey` for each key and `foundValue` for each value with the key that it stands behind.
  mutating func read(
    _ bytes: UnsafeRawBufferPointer, foundKey: (String, [String]) -> Void,
    foundValue: (Value, String, [String]) -> Void
  ) {
    for byte in bytes {
      if isInText {
        readText(byte)
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        begin(isWord: false)
        isInText = true
      case UInt8(ascii: ":"):
        key = String(decoding: text, as: UTF8.self)
        hasText = false
        foundKey(key, path)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        path.append(key)
        key = ""
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
        if hasText {
          foundValue(Value(text: String(decoding: text, as: UTF8.self), isWord: isWord), key, path)
        }
        hasText = false
        if byte != UInt8(ascii: ","), !path.isEmpty { path.removeLast() }
        key = ""
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): break
      default:
        if !hasText { begin(isWord: true) }
        keep(byte)
      }
    }
  }

  private mutating func readText(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else if byte == UInt8(ascii: "\\") {
      isEscaped = true
      return
    } else if byte == UInt8(ascii: "\"") {
      isInText = false
      return
    }
    keep(byte)
  }

  private mutating func begin(isWord: Bool) {
    self.isWord = isWord
    hasText = true
    text.removeAll(keepingCapacity: true)
  }

  private mutating func keep(_ byte: UInt8) {
    if text.count < JSONTokens.maximumTextBytes { text.append(byte) }
  }
}
