import Catalog
import Kernel
import Web

// What lies in the shop.
extension SellerPaths {
  /// What there is of each variant.
  package var stock: String { "/sell/\(shop)/stock" }

  /// What a tab of that list shows.
  package func stock(showing tab: String?, searching text: String = "") -> String {
    ListAddress.make(stock, [("show", tab), ("q", text)])
  }

  /// What there is of one variant, and what moved of it.
  package func stock(of variant: VariantID) -> String { "/sell/\(shop)/stock/variants/\(variant)" }

  /// Takes the form that puts pieces in or out.
  package func adjusting(_ variant: VariantID) -> String { "\(stock(of: variant))/adjustments" }

  /// Takes the form that says from where on a variant runs low.
  package func stockThreshold(of variant: VariantID) -> String { "\(stock(of: variant))/threshold" }

  /// What moved in the shop.
  package var stockMovements: String { "/sell/\(shop)/stock/movements" }

  /// What moved of one variant.
  package func stockMovements(of variant: VariantID) -> String {
    ListAddress.make(stockMovements, [("variant", variant.description)])
  }

  /// The same as a table.
  package var stockMovementFile: String { "/sell/\(shop)/stock/movements.csv" }

  /// Stocktakes, and the form that begins one.
  package var stockCounts: String { "/sell/\(shop)/stock/counts" }

  /// One stocktake, or what a tab of it shows.
  package func stockCount(_ count: StockCountID, showing tab: String? = nil) -> String {
    ListAddress.make("/sell/\(shop)/stock/counts/\(count)", [("show", tab)])
  }

  /// Takes the numbers of a page of a stocktake.
  package func countedNumbers(of count: StockCountID) -> String { "\(stockCount(count))/numbers" }

  /// Puts a stocktake into the stock.
  package func booking(_ count: StockCountID) -> String { "\(stockCount(count))/booking" }

  /// Gives a stocktake up.
  package func discarding(_ count: StockCountID) -> String { "\(stockCount(count))/discard" }
}
