import Kernel
import Vendors
import Web

private let bytesPerKilobyte: Int64 = 1000
private let bytesPerMegabyte: Int64 = 1_000_000

/// A paper of a shop in a list.
package enum DocumentLine {
  /// The document with a link to its file and what `reader` can do with it, which stands beside; `below` comes under it.
  package static func html(
    _ document: ShopDocument, for reader: Reader, file: String, actions: HTML?, below: HTML? = nil
  ) -> HTML {
    let reason = document.reason.map { reason -> HTML in
      "<p class=\"line__meta\" dir=\"auto\">\(reason)</p>"
    }
    return """
      <li class="line"><div class="line__body"><span class="line__title">\(document.kind.title)</span>\
      <p class="line__meta"><bdi>\(document.fileName)</bdi> · \(document.size) · \
      \(document.uploadedAt.dateTimeHTML)</p>\(reason)\
      <div class="cluster">\(Button.link("Download", to: file, icon: .download, size: .small))\
      \(actions)</div>\(below)</div>\
      <div class="line__end">\(document.status.badge(for: reader))</div></li>
      """
  }
}

extension ShopDocument {
  /// `1.2 MB`
  fileprivate var size: Words {
    if byteCount < bytesPerMegabyte {
      return "\((byteCount + bytesPerKilobyte - 1) / bytesPerKilobyte) kB"
    }
    return "\(Language.current.formats.decimal(byteCount * 10 / bytesPerMegabyte, digits: 1)) MB"
  }
}
