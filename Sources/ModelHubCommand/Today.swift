import Catalog
import Glibc

/// The day on which a command runs, in UTC.
enum Today {
  /// Seconds since 1970: `SOURCE_DATE_EPOCH` where it is set, as reproducible builds have it, else the clock.
  static var seconds: Int {
    if let fixed = unsafe getenv("SOURCE_DATE_EPOCH"), let seconds = unsafe Int(String(cString: fixed)) {
      return seconds
    }
    return time(nil)
  }

  /// The day.
  static var date: CalendarDate { CalendarDate(secondsSince1970: seconds) }
}
