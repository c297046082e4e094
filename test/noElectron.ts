throw new Error('A unit test reached for electron. Desktop behaviour belongs in test/e2e, or behind a parameter.')
