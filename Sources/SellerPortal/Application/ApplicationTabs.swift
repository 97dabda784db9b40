import Web

/// What all pages of an application begin with.
enum ApplicationTabs {
  static func html(_ frame: SellerFrame, current: String) -> HTML {
    let paths = frame.paths
    return Navigation.tabs(
      "Application",
      [
        (label: "Overview", path: paths.application, count: nil),
        (label: "Business", path: paths.business, count: nil),
        (label: "Documents", path: paths.documents, count: nil),
        (label: "Payouts", path: paths.destinations, count: nil),
      ], current: current)
  }
}
