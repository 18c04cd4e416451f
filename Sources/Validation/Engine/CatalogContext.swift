public import Catalog

/// What is known of the registry before the first entry is opened.
public struct CatalogContext {
  /// The settings.
  public let settings: HubSettings
  /// The people, sorted by login.
  public let people: [Person]
  /// The entries' names.
  public let names: NameIndex
  /// The day of the run, for whatever expires.
  public let today: CalendarDate

  let logins: Set<String>

  /// The schemas of `model:`.
  let schemas: ModelSchemas

  init(
    settings: HubSettings, people: [Person], names: NameIndex, schemas: ModelSchemas, today: CalendarDate
  ) {
    self.settings = settings
    self.people = people
    self.names = names
    self.schemas = schemas
    self.today = today
    logins = Set(people.map(\.login))
  }
}
