import Foundation
import Kernel
import Web

/// The address of a list with its filters, for links to other pages of it.
enum ListAddress {
  /// `path` with these parameters; empty ones are left out.
  static func make(_ path: String, _ parameters: [(name: String, value: String?)]) -> String {
    let pairs = parameters.compactMap { pair -> String? in
      guard let value = pair.value, !value.isEmpty else { return nil }
      return "\(pair.name)=\(encode(value))"
    }
    return pairs.isEmpty ? path : "\(path)?\(pairs.joined(separator: "&"))"
  }

  private static func encode(_ text: String) -> String {
    var allowed = CharacterSet.alphanumerics
    allowed.insert(charactersIn: "-._~")
    return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
  }
}

extension Page {
  /// Links to the beginning and to the next page of this list.
  func links(_ path: String, _ parameters: [(name: String, value: String?)], isFirst: Bool) -> HTML {
    Navigation.pages(
      previous: isFirst ? nil : ListAddress.make(path, parameters),
      next: nextCursor.map { ListAddress.make(path, parameters + [("cursor", $0.description)]) })
  }
}
