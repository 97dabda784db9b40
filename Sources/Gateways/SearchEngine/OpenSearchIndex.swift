import Kernel

/// What an index is made with. The mapping stands with the index and not in a template of the cluster, so that the
/// program needs no rights beyond its own indices.
enum OpenSearchIndex {
  private static let plain = "souk_plain"
  private static let words = "souk_words"

  /// The body that makes one.
  static let body: JSONValue = .object([
    "settings": .object([
      "index": .object([
        // A deletion is remembered for longer than any write is on its way.
        "gc_deletes": .string("10m"), "refresh_interval": .string("1s"),
        "max_result_window": .integer(10_000),
      ]),
      "analysis": .object([
        "analyzer": .object(analyzers)
      ]),
    ]),
    "mappings": .object(["dynamic": .string("strict"), "properties": .object(properties)]),
  ])

  /// Those of languages have names of the index's own, so that an engine that lacks one can say so at this place.
  private static let analyzers: [String: JSONValue] = {
    var analyzers = OpenSearchQuery.analyzers.map { (stemming($0.key), type($0.value)) }
    analyzers.append(
      (
        plain,
        .object([
          "type": .string("custom"), "tokenizer": .string("standard"),
          "filter": .array([.string("lowercase"), .string("asciifolding")]),
        ])
      ))
    analyzers.append((words, .object(["type": .string("custom"), "tokenizer": .string("whitespace")])))
    return Dictionary(analyzers) { $1 }
  }()

  private static func stemming(_ language: String) -> String { "souk_\(language)" }

  private static let properties: [String: JSONValue] = [
    "number": type("long"), "shop": type("keyword"), "language": type("keyword"),
    "title": text(stems: true), "brand": text(stems: false), "categories": text(stems: true),
    "tags": text(stems: false), "values": text(stems: false), "description": text(stems: true),
    "skus": type("keyword"), "barcodes": type("keyword"),
    "words": .object(["type": .string("text"), "analyzer": .string(words)]),
  ]

  private static func type(_ name: String) -> JSONValue { .object(["type": .string(name)]) }

  private static func text(stems: Bool) -> JSONValue {
    var field: [String: JSONValue] = ["type": .string("text"), "analyzer": .string(plain)]
    if stems {
      field["fields"] = .object(
        Dictionary(
          OpenSearchQuery.analyzers.keys.map { language in
            (language, .object(["type": .string("text"), "analyzer": .string(stemming(language))]))
          }
        ) { $1 })
    }
    return .object(field)
  }
}
