import Catalog
import Kernel
import Presentation
import Web

extension ProductPage {
  /// The video and the warranty.
  var extras: HTML {
    let warranty = product.extras.warranty
    return """
      \(when: product.extras.video != nil, video)\
      \(when: !warranty.isEmpty, Card.section("Warranty", promise(warranty)))
      """
  }

  /// A link that leads to the video; script puts the player in its place, and only once it is pressed.
  private var video: HTML {
    guard let video = product.extras.video else { return HTML() }
    let isFile = video.place == .file
    return Card.section(
      "Video",
      """
      <p data-module="video" data-player="\(video.player)"\(attribute: "data-file", if: isFile)>\
      <a class="button button--secondary" href="\(video.address)" rel="nofollow noopener" target="_blank">\
      \(Icon.show(.external))<span>\(say: "Watch the video")</span></a> \
      <span class="muted small">\(say: "It is loaded from \(video.origin), once you press.")</span></p>
      """)
  }

  private func promise(_ warranty: ProductWarranty) -> HTML {
    let lines = (warranty.text ?? "").split(whereSeparator: \.isNewline).map { HTML(text: String($0)) }
    let months = warranty.months.map { months -> HTML in
      "<p>\(say: "\(count: Int64(months), one: "# month", other: "# months") of warranty")</p>"
    }
    return """
      <div class="prose">\(months)\
      \(when: !lines.isEmpty, "<p dir=\"auto\">\(HTML.joined(lines, separator: "<br>"))</p>")</div>
      """
  }

  /// What the player may come from, and nothing else: the page of a product without a video has no such source.
  var playerSource: PageSource? {
    product.extras.video.map { $0.place == .file ? .media($0.origin) : .frame($0.origin) }
  }

  /// The video for search engines.
  var structuredVideo: JSONValue? {
    guard let video = product.extras.video else { return nil }
    return .object([
      "@type": "VideoObject", "name": .string(product.title), "url": .string(video.address),
      video.place == .file ? "contentUrl" : "embedUrl": .string(video.player),
    ])
  }
}
