import Web

extension SellerPortal {
  /// The list at this path as it was seen where a form was sent from.
  func listBefore(_ request: Request, at path: String) -> String {
    guard let next = request.nextPath, next == path || next.hasPrefix("\(path)?") else { return path }
    return next
  }
}
