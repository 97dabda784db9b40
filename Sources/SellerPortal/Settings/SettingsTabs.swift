import Web

/// The tabs above all settings.
enum SettingsTabs {
  static func html(_ frame: SellerFrame, current: String) -> HTML {
    let paths = frame.paths
    return Navigation.tabs(
      "Settings",
      [
        (label: "Shop", path: paths.settings, count: nil),
        (label: "Pictures", path: paths.shopPictures, count: nil),
        (label: "Hours and contact", path: paths.contact, count: nil),
        (label: "Delivery", path: paths.delivery, count: nil),
        (label: "Mails", path: paths.mails, count: nil),
        (label: "Domain", path: paths.domain, count: nil),
      ], current: current)
  }
}
