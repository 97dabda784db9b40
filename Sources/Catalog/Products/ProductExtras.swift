import Foundation
import Kernel

/// What a product says besides its description: a video, how it is guaranteed, and whether it can be paid at the door.
package struct ProductExtras: Hashable, Sendable {
  package var video: ProductVideo?
  package var warranty: ProductWarranty
  /// Whether cash on delivery is taken for it.
  package var takesCash: Bool

  /// Nothing of that, or these parts.
  package init(
    video: ProductVideo? = nil, warranty: ProductWarranty = ProductWarranty(), takesCash: Bool = true
  ) {
    self.video = video
    self.warranty = warranty
    self.takesCash = takesCash
  }
}

/// For how long and how goods are guaranteed.
package struct ProductWarranty: Hashable, Sendable {
  /// How long, in months; `nil` where nothing is said.
  package var months: Int?
  /// What is promised, as it was typed; lines are lines.
  package var text: String?

  /// No warranty, or this one.
  package init(months: Int? = nil, text: String? = nil) {
    self.months = months
    self.text = text
  }

  /// Whether nothing is said.
  package var isEmpty: Bool { months == nil && text == nil }
}

/// A video that lies elsewhere: at YouTube, at Vimeo, or a file by itself.
package struct ProductVideo: Hashable, Sendable {
  /// Where videos lie.
  package enum Place: Hashable, Sendable {
    /// At YouTube, by the id of the video.
    case youTube(String)
    /// At Vimeo, by number, and by the key of what is not listed there.
    case vimeo(String, key: String?)
    /// A file; MP4 or WebM.
    case file
  }

  private static let longest = 2_000
  private static let youTubeHosts: Set<String> = [
    "youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com", "youtube-nocookie.com",
  ]
  private static let vimeoHosts: Set<String> = ["vimeo.com", "www.vimeo.com", "player.vimeo.com"]

  package let place: Place
  /// The page or file that a link leads to; two spellings of the same video have one.
  package let address: String

  /// The video that an address names; `nil` for every other address.
  package init?(_ typed: String) {
    guard typed.utf8.count <= Self.longest, let parts = URLComponents(string: typed),
      parts.scheme?.lowercased() == "https", parts.user == nil, parts.password == nil, parts.port == nil,
      let host = parts.host?.lowercased(), Self.isName(host)
    else { return nil }
    if Self.youTubeHosts.contains(host) || host == "youtu.be" {
      guard let id = Self.youTubeID(parts, host) else { return nil }
      place = .youTube(id)
      address = "https://www.youtube.com/watch?v=\(id)"
    } else if Self.vimeoHosts.contains(host) {
      guard let (number, key) = Self.vimeoID(parts) else { return nil }
      place = .vimeo(number, key: key)
      address = "https://vimeo.com/\(number)\(key.map { "/\($0)" } ?? "")"
    } else {
      let path = parts.percentEncodedPath
      guard path.lowercased().hasSuffix(".mp4") || path.lowercased().hasSuffix(".webm") else { return nil }
      place = .file
      address = "https://\(host)\(path)\(parts.percentEncodedQuery.map { "?\($0)" } ?? "")"
    }
  }

  /// Where the player of the page comes from, as a Content-Security-Policy names it.
  package var origin: String {
    switch place {
    case .youTube: "https://www.youtube-nocookie.com"
    case .vimeo: "https://player.vimeo.com"
    case .file: String(address.prefix { $0 != "?" }.split(separator: "/").prefix(2).joined(separator: "//"))
    }
  }

  /// What a page loads once somebody presses: a frame, or the file itself.
  package var player: String {
    switch place {
    case .youTube(let id): "\(origin)/embed/\(id)"
    case .vimeo(let number, let key): "\(origin)/video/\(number)?dnt=1\(key.map { "&h=\($0)" } ?? "")"
    case .file: address
    }
  }

  /// A host of the public: a name with a dot, in letters, digits and hyphens, and no number.
  private static func isName(_ host: String) -> Bool {
    guard host.wholeMatch(of: /[a-z0-9-]+(\.[a-z0-9-]+)+/) != nil, let last = host.split(separator: ".").last
    else { return false }
    return last.contains { $0.isLetter } && last != "localhost" && last != "local" && last != "internal"
  }

  private static func youTubeID(_ parts: URLComponents, _ host: String) -> String? {
    let path = parts.path.split(separator: "/").map(String.init)
    let found: String?
    if host == "youtu.be" {
      found = path.count == 1 ? path[0] : nil
    } else if path == ["watch"] {
      found = parts.queryItems?.first { $0.name == "v" }?.value
    } else {
      found = path.count == 2 && ["embed", "shorts", "live", "v"].contains(path[0]) ? path[1] : nil
    }
    return found.flatMap { $0.wholeMatch(of: /[A-Za-z0-9_-]{11}/) == nil ? nil : $0 }
  }

  private static func vimeoID(_ parts: URLComponents) -> (String, key: String?)? {
    var path = parts.path.split(separator: "/").map(String.init)
    if path.first == "video" { path.removeFirst() }
    guard let number = path.first, path.count <= 2, number.wholeMatch(of: /[0-9]{1,12}/) != nil else {
      return nil
    }
    let key = path.count == 2 ? path[1] : parts.queryItems?.first { $0.name == "h" }?.value
    if let key, key.wholeMatch(of: /[0-9a-f]{6,40}/) == nil { return nil }
    return (number, key)
  }
}
