/// What the handles of product files are compared by. Shopify writes them in lower case; people who make a file by hand
/// don't.
enum FileHandleKey {
  static func of(_ handle: String) -> String { handle.lowercased() }
}
