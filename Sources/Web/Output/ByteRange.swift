import HTTPTypes

/// The part of a content that a client asks for (RFC 9110, 14). One part at a time: several at once, and what is no range,
/// get the whole, which every client has to understand.
enum ByteRange: Equatable {
  /// The whole.
  case whole
  case part(Range<Int>)
  /// There is nothing at that place.
  case unsatisfiable

  /// What `Range` means for a content of this many bytes.
  init(_ field: String, of count: Int) {
    let unit = "bytes="
    guard field.count > unit.count, field.prefix(unit.count).lowercased() == unit else {
      self = .whole
      return
    }
    let pieces = field.dropFirst(unit.count).trimmingSpaces.split(
      separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard pieces.count == 2, let first = ByteRange.place(pieces[0]), let last = ByteRange.place(pieces[1])
    else {
      self = .whole
      return
    }
    switch (first, last) {
    case (.none, .none): self = .whole
    case (.none, .some(let length)): self = .checked(max(0, count - length), count, of: count)
    case (.some(let start), .none): self = .checked(start, count, of: count)
    case (.some(let start), .some(let end)):
      self = end < start ? .whole : .checked(start, end < count ? end + 1 : count, of: count)
    }
  }

  private static func checked(_ start: Int, _ end: Int, of count: Int) -> ByteRange {
    start < end && start < count ? .part(start..<end) : .unsatisfiable
  }

  /// The number in digits, as large as there is; `.some(nil)` for none, `nil` for what is no number.
  private static func place(_ text: Substring) -> Int?? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return text.isEmpty ? .some(nil) : .some(Int(text) ?? .max)
  }
}

extension Response {
  /// Lets clients ask for a part of the content, as to go on with a download. It must stay the same as long as its
  /// address does, or have an `ETag`.
  package func inParts() -> Response { header(.acceptRanges, "bytes") }

  /// Whether clients may ask for parts.
  var comesInParts: Bool { headers[.acceptRanges] == "bytes" }
}

extension ResponseFinisher {
  /// The part that the client asks for, of an answer that would be sent as a whole. What the client has of an earlier
  /// version must not be mixed with this one: `If-Range` names its tag, and only the very same will do.
  func parted(_ response: Response, _ exchange: Exchange) -> Response {
    let asked = exchange.incoming.headers
    guard response.comesInParts, response.status == .ok, exchange.incoming.method == .get,
      case .bytes(let bytes) = response.body, asked[values: .range].count == 1, let field = asked[.range]
    else { return response }
    if let known = asked[.ifRange], known.hasPrefix("W/") || known != response.headers[.eTag] {
      return response
    }
    var part = response
    switch ByteRange(field, of: bytes.count) {
    case .whole: return response
    case .part(let range):
      part.status = .partialContent
      part.headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(bytes.count)"
      part.body = .bytes(Array(bytes[range]))
    case .unsatisfiable:
      part.status = .rangeNotSatisfiable
      part.headers[.contentRange] = "bytes */\(bytes.count)"
      part.headers[.contentType] = nil
      part.headers[.contentDisposition] = nil
      part.headers[.eTag] = nil
      part.headers[.cacheControl] = "no-store"
      part.body = .none
    }
    setLength(&part)
    return part
  }
}
