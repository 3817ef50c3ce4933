"""Results as types: what every study returns, and every text and format takes."""
