import Kernel

/// What a device calls itself, in words for people.
enum DeviceName {
  private static let browsers = [
    ("Edg/", "Edge"), ("EdgA/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("HeadlessChrome/", "Chrome"),
    ("Chrome/", "Chrome"), ("Safari/", "Safari"),
  ]
  private static let systems = [
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("CrOS", "ChromeOS"), ("Mac OS X", "Mac"), ("Linux", "Linux"),
  ]

  /// As "Firefox on Windows", of what a browser sends as `User-Agent`.
  static func of(_ userAgent: String) -> Words {
    let browser = browsers.first { userAgent.contains($0.0) }?.1
    let system = systems.first { userAgent.contains($0.0) }?.1
    switch (browser, system) {
    case (let browser?, let system?): return "\(browser) on \(system)"
    case (let name?, nil), (nil, let name?): return Words(verbatim: name)
    case (nil, nil):
      let product = userAgent.prefix { $0 != "/" && $0 != " " }
      return product.isEmpty ? "Unknown device" : Words(verbatim: String(product))
    }
  }
}
