import Areas
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

  /// What moved at one location.
  package func stockMovements(at location: StockLocationID) -> String {
    ListAddress.make(stockMovements, [("location", location.description)])
  }

  /// Where the shop keeps goods, and the form that makes another location.
  package var stockLocations: String { "/sell/\(shop)/stock/locations" }

  /// One location, and what lies there.
  package func stockLocation(_ location: StockLocationID) -> String {
    "/sell/\(shop)/stock/locations/\(location)"
  }

  /// Takes the button that moves a location up in the order of sales, or down.
  package func placing(_ location: StockLocationID) -> String { "\(stockLocation(location))/place" }

  /// Ends the use of a location.
  package func closing(_ location: StockLocationID) -> String { "\(stockLocation(location))/close" }

  /// Uses a location again.
  package func reopening(_ location: StockLocationID) -> String { "\(stockLocation(location))/reopen" }

  /// What lies at a location as a file.
  package func stock(at location: StockLocationID, as format: TableFormat) -> String {
    "\(stockLocation(location))/stock.\(format.rawValue)"
  }

  /// Transfers between locations, and the form that writes one down.
  package var stockTransfers: String { "/sell/\(shop)/stock/transfers" }

  /// One transfer, with the goods that a search for what else is to go finds.
  package func stockTransfer(_ transfer: StockTransferID, searching text: String? = nil) -> String {
    ListAddress.make("/sell/\(shop)/stock/transfers/\(transfer)", [("q", text)])
  }

  /// Takes how many pieces are to go.
  package func transferredNumbers(of transfer: StockTransferID) -> String {
    "\(stockTransfer(transfer))/numbers"
  }

  /// Lets the goods of a transfer leave.
  package func dispatch(of transfer: StockTransferID) -> String { "\(stockTransfer(transfer))/dispatch" }

  /// Takes how many pieces came.
  package func receipts(of transfer: StockTransferID) -> String { "\(stockTransfer(transfer))/receipts" }

  /// Writes off what does not come.
  package func shortfall(of transfer: StockTransferID) -> String { "\(stockTransfer(transfer))/shortfall" }

  /// Gives a transfer up.
  package func cancelling(_ transfer: StockTransferID) -> String { "\(stockTransfer(transfer))/cancel" }

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
