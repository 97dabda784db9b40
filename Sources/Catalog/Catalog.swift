import Gateways
import Kernel
import Persistence
import Vendors

/// What is sold: products with their variants, stock and pictures, the categories, search, and the look of
/// the site.
package struct Catalog: Sendable {
  package let database: Database
  package let clock: Clock
  /// Where pictures are kept.
  package let objects: any ObjectStore
  package let images: ImageCodec
  /// The way to pictures that files name by their address.
  let pictures: any PictureSource
  /// Tells this node what changed.
  package let changes: CatalogChanges
  /// What is listed, as filters and counts ask it.
  package let listings: ListingIndex
  let facetMemory: FacetMemory
  let productCountMemory = ProductCountMemory()
  /// Which products have which word.
  let terms: TermMemory
  /// What finds products by words.
  let search: any ProductSearch
  /// The engine outside that does, where there is one.
  package let searchEngine: (any SearchEngine)?
  /// What this node knows of it.
  package let searchEngineStatus = SearchEngineStatus()
  /// What administrators taught the search.
  let searchRuleMemory = SearchRuleMemory()
  let missedSearchGate = MissedSearchGate()
  /// What categories are called, for suggestions.
  let categoryNames = CategoryNameMemory()
  /// The markets that visitors can be in.
  package let marketMemory = MarketMemory()
  /// Where files find categories.
  let categoryPaths = CategoryPathMemory()
  /// Results of operations on pictures.
  let transforms: PictureTransforms
  /// Which addresses products have.
  let slugs: ProductSlugs
  /// Where uploaded product files wait for their import.
  package let importFiles: ImportFiles
  /// What a new marketplace is called.
  let siteName: String

  /// The area on this database.
  package init(
    database: Database, clock: Clock, objects: any ObjectStore, images: ImageCodec,
    pictures: any PictureSource, freshness: Freshness, importFiles: ImportFiles, vault: Vault,
    siteName: String, searchEngine: (any SearchEngine)? = nil
  ) {
    let changes = CatalogChanges(database, longestWait: freshness.longestWait)
    self.database = database
    self.clock = clock
    self.objects = objects
    self.images = images
    self.pictures = pictures
    self.changes = changes
    listings = ListingIndex(database, changes)
    facetMemory = FacetMemory(maximumAge: freshness.oldestCounts)
    terms = TermMemory(database)
    terms.follow(changes)
    categoryNames.follow(changes)
    marketMemory.follow(changes)
    self.searchEngine = searchEngine
    if let searchEngine {
      let outside = EngineSearch(searchEngine, searchEngineStatus)
      outside.memory.follow(changes)
      search = outside
    } else {
      search = EmbeddedSearch()
    }
    self.importFiles = importFiles
    self.siteName = siteName
    transforms = PictureTransforms(vault: vault)
    slugs = ProductSlugs(forgotten: ForgottenAddresses(vault: vault))
  }
}
