import Gateways

extension Settings {
  /// The search engine outside, where one is set.
  static func searchEngine(_ reader: inout SettingsReader) -> SearchEnginePlace? {
    let text = reader.optional(
      "SEARCH_URL",
      "`http(s)://user:password@host:port/prefix` of an OpenSearch or Elasticsearch that finds products; `prefix`"
        + " begins the names of its indices and is `souk` where none is given. Without it the program finds them itself."
    )
    guard let text else { return nil }
    let place = SearchEnginePlace(text)
    // The value has a password in it and is not repeated.
    if place == nil {
      reader.reject(
        "SEARCH_URL",
        "must be http(s)://user:password@host:port/prefix, with a prefix of small letters, digits, _ and -")
    }
    return place
  }
}
