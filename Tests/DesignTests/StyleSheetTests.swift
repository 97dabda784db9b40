import Foundation
import Testing
import Web

@Suite("The style sheet and its friends")
struct StyleSheetTests {
  private static let scriptBudgetBytes = 40_960
  private static let bodyContrast = 7.0
  private static let textContrast = 4.5
  private static let boundaryContrast = 3.0

  private let assets = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/Web/Assets").standardized

  private func text(_ name: String) throws -> String {
    try String(contentsOf: assets.appending(path: name), encoding: .utf8)
  }

  @Test("Only the tokens name colours and sizes")
  func namesNoColours() throws {
    let sheet = try text("app.css")
    let start = try #require(sheet.range(of: "/* Ground */"))
    let rules = sheet[start.upperBound...].split(separator: "\n").filter {
      !$0.contains("@media") && !$0.contains("@container")
    }
    let literals = rules.filter { $0.firstMatch(of: /#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl)\(|\d(px|rem)\b/) != nil }
    #expect(literals.isEmpty)
  }

  @Test("Every pair of colours that meets is readable, by day and by night")
  func contrasts() throws {
    let sheet = try text("app.css")
    let light = tokens(in: sheet.prefix(upTo: try #require(sheet.range(of: "@media")).lowerBound))
    let nightStart = try #require(sheet.range(of: "prefers-color-scheme: dark")).upperBound
    let night = tokens(in: sheet[nightStart...].prefix(2000))
    for colors in [light, light.merging(night) { $1 }] {
      for ground in ["paper", "sand", "field"] {
        try expect("ink", on: ground, Self.bodyContrast, colors)
        try expect("edge", on: ground, Self.boundaryContrast, colors)
        for name in ["muted", "saffron-text", "teal", "rose"] {
          try expect(name, on: ground, Self.textContrast, colors)
        }
      }
      for (name, ground) in [
        ("on-saffron", "saffron"), ("on-rose", "rose"), ("teal", "teal-wash"), ("rose", "rose-wash"),
        ("amber", "amber-wash"), ("saffron-text", "saffron-wash"), ("ink", "info-wash"), ("paper", "ink"),
      ] {
        try expect(name, on: ground, Self.textContrast, colors)
      }
    }
  }

  @Test("Rules run with the line that people read: they know start and end, not left and right")
  func rulesAreLogical() throws {
    let css = try text("app.css")
    let sides = css.matches(of: /[\w-]*(?:left|right)\s*:|:\s*(?:left|right)\s*;/).map { String($0.output) }
    #expect(sides.isEmpty, "\(sides)")
    for rule in css.matches(of: /(?:padding|margin|inset|border-width): ([^;]+);/) {
      let values = rule.output.1.split(separator: " ")
      #expect(values.count < 4 || values.count > 4 || values[1] == values[3], "\(rule.output.0)")
    }
  }

  @Test("Every symbol is drawn")
  func drawsEverySymbol() throws {
    let sprite = try text("icons.svg")
    for symbol in Symbol.allCases { #expect(sprite.contains("<symbol id=\"\(symbol.rawValue)\"")) }
  }

  /// Loaded by one page alone, which loads little else.
  private static let scriptsOfOnePage = ["docs.js", "passkey.js"]

  /// Modules of pages of their own, which never come together with the others: those of logging in and of an account, and
  /// those of the portals' lists, and those of their editors.
  private static let elsewhere: [Set] = [
    [
      "passkey.js", "print.js", "code.js", "cooldown.js", "preview.js", "confirm.js", "form.js", "uploads.js",
    ],
    [
      "preview.js", "confirm.js", "form.js", "uploads.js", "order.js", "table.js", "chart.js",
      "category-tree.js",
      "category-fields.js", "fill.js", "refresh.js", "variants.js",
    ],
    [
      "preview.js", "confirm.js", "form.js", "uploads.js", "order.js", "category-fields.js", "fill.js",
      "markdown.js", "refresh.js", "variants.js",
    ],
    ["docs.js"],
  ]

  /// What pages of the shops can load: the program that every page starts with, and each module that it can ask for.
  @Test("A page loads at most 40 kB of script")
  func staysSmall() throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: assets, includingPropertiesForKeys: [.fileSizeKey]
    ).filter { $0.pathExtension == "js" }
    var sizes: [String: Int] = [:]
    for file in files {
      sizes[file.lastPathComponent] = try file.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
    }
    #expect(sizes.count > 10)
    // Those of a shop may need these, too.
    let shared: Set = ["variants.js", "fill.js", "refresh.js"]
    let others = Self.elsewhere.reduce(into: Set<String>()) { $0.formUnion($1) }.subtracting(shared)
    let shop = sizes.filter { !others.contains($0.key) }.values.reduce(0, +)
    #expect(shop <= Self.scriptBudgetBytes)
    let always = ["app.js", "toast.js", "validate.js", "page.js", "search.js"].compactMap { sizes[$0] }
    for group in Self.elsewhere {
      let own = sizes.filter { group.contains($0.key) }.values.reduce(0, +)
      #expect(always.reduce(0, +) + own <= Self.scriptBudgetBytes, "\(group.sorted())")
    }
  }

  private func tokens(in text: some StringProtocol) -> [String: String] {
    let matches = String(text).matches(of: /--([a-z-]+): #([0-9a-f]{6});/)
    return Dictionary(
      matches.map { (String($0.output.1), String($0.output.2)) }, uniquingKeysWith: { first, _ in first })
  }

  private func expect(_ name: String, on ground: String, _ least: Double, _ colors: [String: String]) throws {
    let front = luminance(try #require(colors[name]))
    let back = luminance(try #require(colors[ground]))
    let ratio = (max(front, back) + 0.05) / (min(front, back) + 0.05)
    #expect(ratio >= least, "\(name) on \(ground): \(ratio)")
  }

  /// Relative luminance as WCAG 2 defines it.
  private func luminance(_ hex: String) -> Double {
    let number = Int(hex, radix: 16) ?? 0
    let channels = [number >> 16, number >> 8 & 255, number & 255].map { value -> Double in
      let part = Double(value) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
  }
}
