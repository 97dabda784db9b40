/// Entity tags and what clients ask by them (RFC 9110, 13.1).
enum EntityTag {
  private static let gzipMark = "-gzip"

  /// The weak tag of a content: the same for its compressed form.
  static func weak(_ bytes: [UInt8]) -> String { "W/\"\(BodyHash.text(bytes))\"" }

  /// The strong tag of a content, which tells one state of a thing from every other.
  static func strong(_ bytes: [UInt8]) -> String { "\"\(BodyHash.text(bytes))\"" }

  /// The tag of the same content compressed: a strong tag names one sequence of bytes.
  static func compressed(_ tag: String) -> String {
    tag.hasPrefix("W/") ? tag : tag.dropLast() + "\(gzipMark)\""
  }

  /// Whether a client that sends this `If-None-Match` has what the tag stands for.
  static func matches(_ ifNoneMatch: String, _ tag: String) -> Bool {
    if ifNoneMatch == tag { return true }
    let wanted = opaque(tag)
    return ifNoneMatch.split(separator: ",").contains { piece in
      let candidate = piece.trimmingSpaces
      return candidate == "*" || opaque(candidate) == wanted
    }
  }

  /// Whether this `If-Match` names the state that the tag stands for, compressed or not. Proxies make strong tags weak
  /// when they compress by themselves; as ours are made of every byte, such a tag still names one state.
  static func isNamed(by ifMatch: String, _ tag: String) -> Bool {
    ifMatch.split(separator: ",").contains { piece in
      let candidate = opaque(piece.trimmingSpaces)
      return candidate == "*" || candidate == tag || candidate == compressed(tag)
    }
  }

  private static func opaque(_ tag: String) -> Substring {
    tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]
  }
}
