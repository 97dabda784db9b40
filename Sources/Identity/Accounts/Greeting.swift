/// How mails greet.
enum Greeting {
  /// The name as it may stand in a mail to an address that nobody has shown to be theirs yet. Anybody can type a
  /// stranger's address with a name of their choice, so one that mail programs would make a link of is left out.
  static func name(toStranger name: String) -> String {
    name.contains(/[@\/\\]|\S\.\p{L}{2}/) ? "there" : name
  }
}
