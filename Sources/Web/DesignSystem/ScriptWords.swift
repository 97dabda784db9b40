import Kernel

/// What the scripts in `Assets` say; a page in another language than English brings it along.
enum ScriptWords {
  static let all: [Words] = [
    "Add to cart", "At least {1} characters.", "At least {1}.", "At most {1}.", "Category",
    "Changes are not saved yet.", "Choose one.", "Close", "Copied", "It is in your cart.",
    "No passkey was used. Try again when you are ready.",
    "Passkeys do not work at this address.", "Product", "See cart", "Shop", "Sold out", "Suggestions",
    "That did not work. Nothing was changed; please try again.", "The picture that you chose",
    "The pictures were not taken. Nothing was changed; please try again.",
    "This device has a passkey for your account already.",
    "This file is too large: at most {1} MB.", "This is needed.", "Type {1} digits.",
    "Write a whole number.", "Write an address, as https://example.org.",
    "Write an e-mail address, as name@example.org.", "Write it as it is asked for.", "{1} in {2} s",
    "{1} selected",
  ]

  /// How days and moments are written, so that script writes them as the server does, only in the reader's zone.
  static var dates: HTML {
    let templates = Language.current.formats.dateTemplates
    let block = DataBlock.json(
      .object([
        "date": .string(templates.day), "datetime": .string(templates.moment),
        "months": .array(templates.months.map { .string($0) }), "zero": .string(templates.zero),
      ]))
    return "<script type=\"application/json\" id=\"dates\">\(block)</script>"
  }

  /// The data block that `words.js` reads; nothing in English, which the scripts speak by themselves.
  static var block: HTML {
    let language = Language.current
    guard language != .english else { return HTML() }
    let pairs = all.map { words in (words.description, JSONValue.string(words.text(in: language))) }
    let block = DataBlock.json(.object(Dictionary(pairs, uniquingKeysWith: { first, _ in first })))
    return "<script type=\"application/json\" id=\"words\">\(block)</script>"
  }
}
