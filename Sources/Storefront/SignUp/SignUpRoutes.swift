import Web

/// Everything about one's account: getting in and out, the profile, the address book.
enum AccountPages {
  static func routes(_ storefront: Storefront) -> [Route] {
    SignUpPage.routes(storefront) + ActivationPage.routes(storefront) + SignInPage.routes(storefront)
      + ProviderPages.routes(storefront)
      + PasswordPage.routes(storefront) + OwnPasswordPage.routes(storefront) + ProfilePage.routes(storefront)
      + AddressBookPage.routes(storefront)
      + EmailPage.routes(storefront) + ConsentPage.routes(storefront) + PrivacyPage.routes(storefront)
      + ErasePage.routes(storefront)
      + SecurityPage.routes(storefront)
  }
}
