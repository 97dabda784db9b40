/// Entity tags and what clients ask by them (RFC 9110, 13.1.2).
enum EntityTag {
  /// The weak tag of a content: the same for its compressed form.
  static func weak(_ bytes: [UInt8]) -> String { "W/\"\(BodyHash.text(bytes))\"" }

  /// The tag of a content that is always sent as it is.
  static func strong(_ bytes: [UInt8]) -> String { "\"\(BodyHash.text(bytes))\"" }

  /// Whether a client that sends this `If-None-Match` has what the tag stands for.
  static func matches(_ ifNoneMatch: String, _ tag: String) -> Bool {
    if ifNoneMatch == tag { return true }
    let wanted = opaque(tag)
    return ifNoneMatch.split(separator: ",").contains { piece in
      let candidate = piece.trimmingSpaces
      return candidate == "*" || opaque(candidate) == wanted
    }
  }

  private static func opaque(_ tag: String) -> Substring {
    tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]
  }
}
