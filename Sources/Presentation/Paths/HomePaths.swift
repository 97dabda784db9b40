import Catalog
import Web

// The home page as administrators make it.
extension AdminPaths {
  /// The sections of its draft.
  package static let home = "/admin/home"

  /// The draft as customers would see it.
  package static let homePreview = "/admin/home/preview"

  /// Shows customers the draft.
  package static let publishHome = "/admin/home/publish"

  /// Brings back what customers saw before.
  package static let revertHome = "/admin/home/revert"

  /// Where a section is added.
  package static let homeSections = "/admin/home/sections"

  /// A section of this kind to be added, of products by a rule or by hand.
  package static func newHomeSection(_ kind: String) -> String {
    Parameters([("kind", kind)]).behind("/admin/home/sections/new")
  }

  /// A section of the draft.
  package static func homeSection(_ section: HomeSectionID) -> String { "/admin/home/sections/\(section)" }

  /// Puts a section before another one.
  package static func moveHomeSection(_ section: HomeSectionID) -> String {
    "/admin/home/sections/\(section)/move"
  }

  /// Takes a section out.
  package static func removeHomeSection(_ section: HomeSectionID) -> String {
    "/admin/home/sections/\(section)/remove"
  }

  /// Puts a section back that was taken out.
  package static func restoreHomeSection(_ section: HomeSectionID) -> String {
    "/admin/home/sections/\(section)/restore"
  }

  /// Picks something by hand for a section, or puts it elsewhere.
  package static func homePicks(_ section: HomeSectionID) -> String {
    "/admin/home/sections/\(section)/picks"
  }

  /// Leaves something out of a section that was picked by hand.
  package static func removeHomePick(_ section: HomeSectionID) -> String {
    "/admin/home/sections/\(section)/picks/remove"
  }
}
