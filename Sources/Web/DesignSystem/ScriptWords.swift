import Kernel

/// What the scripts in `Assets` say; a page in another language than English brings it along.
enum ScriptWords {
  static let all: [Words] = [
    "Add to cart", "At least {1} characters.", "Changes are not saved yet.", "Close", "Copied",
    "It is in your cart.", "No passkey was used. Try again when you are ready.",
    "Passkeys do not work at this address.", "See cart", "Sold out", "Suggestions",
    "That did not work. Nothing was changed; please try again.", "The picture that you chose",
    "The pictures were not taken. Nothing was changed; please try again.",
    "This device has a passkey for your account already.",
    "This file is too large: at most {1} MB.", "This is needed.",
    "Write an e-mail address, as name@example.org.", "{1} in {2} s", "{1} selected",
  ]

  /// The data block that `words.js` reads; nothing in English, which the scripts speak by themselves.
  static var block: HTML {
    let language = Language.current
    guard language != .english else { return HTML() }
    let pairs = all.map { words in (words.description, JSONValue.string(words.text(in: language))) }
    let block = DataBlock.json(.object(Dictionary(pairs, uniquingKeysWith: { first, _ in first })))
    return "<script type=\"application/json\" id=\"words\">\(block)</script>"
  }
}
