import Kernel

/// What is done to a picture, as addresses name it: `w-320,h-240,fit-cover,background-remove`. A text stands for the same
/// operations in any order; `text` has them in one.
package struct PictureOperations: Hashable, Sendable {
  /// How a picture is brought into a box. Only `cover` enlarges.
  package enum Fit: String, CaseIterable, Sendable {
    /// The whole picture, within the box.
    case contain
    /// The box is full; what sticks out is cut off.
    case cover
    /// As `cover`, but a small picture stays as small as it is.
    case crop
  }

  /// How a result is written.
  package enum Format: String, CaseIterable, Sendable {
    case webp
    case avif
    case jpeg
    case png

    /// The media type, as `image/avif`.
    package var contentType: String { "image/\(rawValue)" }
  }

  /// A part of a picture, in pixels of its largest size.
  package struct Part: Hashable, Sendable {
    let left: Int
    let top: Int
    let width: Int
    let height: Int
  }

  /// The most pixels on a side of a result.
  package static let maximumSide = 2_000
  private static let maximumBytes = 200

  /// Pixels across and down that the result has at most.
  var width: Int?
  var height: Int?
  var fit = Fit.contain
  var part: Part?
  /// How the result is written.
  package var format = Format.webp
  /// 1 to 100; what it means depends on the format.
  package var quality = 82
  var removesBackground = false
  var addsShadow = false
  var retouches = false
  var enlarges = false

  /// Reads operations in any order, each at most once. Throws `Problem(.invalidInput)` for anything else.
  package init(_ text: String) throws {
    let names = text.split(separator: ",", omittingEmptySubsequences: false)
    var seen: Set<Substring> = []
    guard text.utf8.count <= Self.maximumBytes else { throw Self.unreadable }
    for name in names {
      let isNew = seen.insert(Self.kind(of: name)).inserted
      guard isNew, take(name) else { throw Self.unreadable }
    }
    guard fit == .contain || width != nil && height != nil else { throw Self.unreadable }
  }

  private static let unreadable = Problem.invalid(
    "operations", "invalid",
    "Name operations as w-320,h-240,fit-cover or background-remove, each once. Sides have at most \(maximumSide) pixels."
  )

  /// The operations in their order, without those that change nothing.
  package var text: String {
    let part = part.map { "crop-\($0.left)_\($0.top)_\($0.width)_\($0.height)" }
    let names: [String?] = [
      width.map { "w-\($0)" }, height.map { "h-\($0)" }, fit == .contain ? nil : "fit-\(fit.rawValue)", part,
      "format-\(format.rawValue)", format == .png ? nil : "quality-\(quality)",
      removesBackground ? "background-remove" : nil, addsShadow ? "shadow" : nil, retouches ? "retouch" : nil,
      enlarges ? "upscale-2" : nil,
    ]
    return names.compactMap { $0 }.joined(separator: ",")
  }

  private static func kind(of name: Substring) -> Substring { name.prefix { $0 != "-" } }

  private mutating func take(_ name: Substring) -> Bool {
    let value = name.dropFirst(Self.kind(of: name).count + 1)
    switch Self.kind(of: name) {
    case "w": return Self.fill(&width, Self.number(value, 1...Self.maximumSide))
    case "h": return Self.fill(&height, Self.number(value, 1...Self.maximumSide))
    case "fit": return Self.set(&fit, Fit(rawValue: String(value)))
    case "crop": return Self.fill(&part, Part(value))
    case "format": return Self.set(&format, Format(rawValue: String(value)))
    case "quality": return Self.set(&quality, Self.number(value, 1...100))
    case "background": return Self.set(&removesBackground, value == "remove" ? true : nil)
    case "shadow": return Self.set(&addsShadow, name == "shadow" ? true : nil)
    case "retouch": return Self.set(&retouches, name == "retouch" ? true : nil)
    case "upscale": return Self.set(&enlarges, value == "2" ? true : nil)
    default: return false
    }
  }

  private static func fill<Value>(_ place: inout Value?, _ value: Value?) -> Bool {
    guard let value else { return false }
    place = value
    return true
  }

  private static func set<Value>(_ place: inout Value, _ value: Value?) -> Bool {
    guard let value else { return false }
    place = value
    return true
  }

  /// A number as it is usually written, so that no two texts mean the same.
  fileprivate static func number(_ text: Substring, _ range: ClosedRange<Int>) -> Int? {
    guard let number = Int(text), range.contains(number), String(number) == text else { return nil }
    return number
  }
}

extension PictureOperations.Part {
  /// Reads `left_top_width_height`.
  init?(_ text: Substring) {
    let numbers = text.split(separator: "_", omittingEmptySubsequences: false).map {
      PictureOperations.number($0, 0...ImageLimits.sidePixels)
    }
    guard numbers.count == 4, let left = numbers[0], let top = numbers[1], let width = numbers[2],
      let height = numbers[3], width > 0, height > 0
    else { return nil }
    self.init(left: left, top: top, width: width, height: height)
  }
}
